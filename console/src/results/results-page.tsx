import { Page } from '../ui/page.js';
import { shellWords } from '../words/shell.js';

export const ResultsPage = () => <Page title={shellWords.nav.results} />;
