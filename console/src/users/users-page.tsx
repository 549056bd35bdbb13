import { Page } from '../ui/page.js';
import { shellWords } from '../words/shell.js';

export const UsersPage = () => <Page title={shellWords.nav.users} />;
