import { Page } from '../ui/page.js';
import { shellWords } from '../words/shell.js';

export const AuditPage = () => <Page title={shellWords.nav.audit} />;
