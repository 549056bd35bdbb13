/** What any program needs to run; none of it is a secret. */
const PROGRAM =
  /^(PATH|HOME|USER|LOGNAME|SHELL|TZ|TMPDIR|TMP|TEMP|LANG|LANGUAGE|LC_\w+|XDG_\w+|LD_LIBRARY_PATH|DYLD_\w+|PYENV_\w+)$/;

/** What an installer needs besides to reach the network: proxies, mirrors and authorities, with the passwords that these may have. */
const INSTALLER =
  /^(PIP_\w+|MONGOMS_\w+|(https?|all|no)_proxy|SSL_CERT_(FILE|DIR)|(REQUESTS|CURL)_CA_BUNDLE|NODE_EXTRA_CA_CERTS)$/i;

/** The environment for a program that Atlas starts: nothing secret is in it. */
export const programEnvironment = (): NodeJS.ProcessEnv => pick((name) => PROGRAM.test(name));

/** The environment for a program that installs another one. */
export const installerEnvironment = (): NodeJS.ProcessEnv =>
  pick((name) => PROGRAM.test(name) || INSTALLER.test(name));

function pick(isPassedOn: (name: string) => boolean): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => isPassedOn(name)));
}
