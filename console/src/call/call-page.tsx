import { Page } from '../ui/page.js';
import { shellWords } from '../words/shell.js';

export const CallPage = () => <Page title={shellWords.nav.calls} />;
