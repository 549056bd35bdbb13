import { Page } from '../ui/page.js';
import { shellWords } from '../words/shell.js';

export const DoNotCallPage = () => <Page title={shellWords.nav.doNotCall} />;
