import { ForScope } from '../ui/for-scope.js';
import { Page } from '../ui/page.js';
import { dataWords as words } from '../words/data.js';
import { shellWords } from '../words/shell.js';
import { HoldsPanel } from './holds-panel.js';
import { KeptPanel } from './kept-panel.js';

/** What is kept, for how long, and what is on hold. */
export const DataPage = () => (
  <Page title={shellWords.nav.data} lead={words.lead}>
    <ForScope scope="calls:read">
      <KeptPanel />
      <HoldsPanel />
    </ForScope>
  </Page>
);
