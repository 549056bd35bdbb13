import { Page } from '../ui/page.js';
import { shellWords } from '../words/shell.js';

export const PlacePage = () => <Page title={shellWords.nav.place} />;
