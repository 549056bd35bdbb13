import { declaredVariables, type Variable } from '../variable.js';

const HEAD = `# Settings of Atlas. Copy to .env and uncomment what you change; the process's own environment wins over .env.
# Nothing is required in development. Empty counts as not set.
`;

const notes = ({ requiredInProduction, sensitive }: Variable): string =>
  [requiredInProduction ? ' Required in production.' : '', sensitive ? ' Secret.' : ''].join('');

const section = (variable: Variable): string => {
  const { name, description, defaultNote, default: value = '' } = variable;
  const fallback = defaultNote ? ` Default: ${defaultNote}.` : '';
  return `# ${description}${fallback}${notes(variable)}\n# ${name}=${value}\n`;
};

/** The text of `.env.example`, made from the variables that Environment declares. */
export const envExample = (): string => {
  const groups = [...new Set(declaredVariables().map(({ group }) => group))];
  const parts = groups.map((group) => {
    const own = declaredVariables().filter((variable) => variable.group === group);
    return `## ${group}\n\n${own.map(section).join('\n')}`;
  });
  return [HEAD, ...parts].join('\n');
};
