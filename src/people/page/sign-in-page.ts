/** How the page is served. */
export interface PageOptions {
  /** The relative path to where Atlas is mounted, so that it also works behind a path prefix. */
  root: string;
  /** Where signing in by the OpenID provider begins, if there is one. Its way back leads to BASE_URL. */
  provider: string | null;
}

const other = (url: string): string =>
  `\n      <a class="other" href="${url}" data-for="sign-in">Sign in with single sign-on</a>`;

/** The page on which people sign in or choose a password; its script shows one of the two. */
export const signInPage = ({ root, provider }: PageOptions): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Sign in – Atlas</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="${root}/sign-in/page.css" />
    <script src="${root}/sign-in/page.js" defer></script>
  </head>
  <body data-root="${root}">
    <main>
      <p class="name">Atlas</p>
      <h1 data-for="sign-in">Sign in</h1>
      <h1 data-for="link" hidden>Choose a password</h1>
      <noscript><p role="alert">This page needs JavaScript.</p></noscript>
      <form>
        <div data-for="sign-in">
          <label for="email">E-mail address</label>
          <input id="email" name="email" type="email" autocomplete="username" required maxlength="254" />
        </div>
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="256" />
        <p class="hint" id="hint" data-for="link" hidden>At least 12 characters. A sentence is easy to remember.</p>
        <label class="show"><input name="show" type="checkbox" /> Show the password</label>
        <p role="alert"></p>
        <button name="submit">Continue</button>
      </form>${provider === null ? '' : other(provider)}
    </main>
  </body>
</html>
`;
