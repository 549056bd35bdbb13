import { Page } from '../ui/page.js';
import { shellWords } from '../words/shell.js';

export const CallsPage = () => <Page title={shellWords.nav.calls} />;
