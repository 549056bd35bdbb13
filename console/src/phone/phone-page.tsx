import { Page } from '../ui/page.js';
import { shellWords } from '../words/shell.js';

export const PhonePage = () => <Page title={shellWords.nav.phone} />;
