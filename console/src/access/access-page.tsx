import { Page } from '../ui/page.js';
import { shellWords } from '../words/shell.js';

export const AccessPage = () => <Page title={shellWords.nav.access} />;
