import { Page } from '../ui/page.js';
import { shellWords } from '../words/shell.js';

export const OperationPage = () => <Page title={shellWords.nav.operation} />;
