import { CalleePanel } from '../privacy/callee-panel.js';
import { ReceiptsPanel } from '../privacy/receipts-panel.js';
import { ForScope } from '../ui/for-scope.js';
import { Page } from '../ui/page.js';
import { dataWords as words } from '../words/data.js';
import { shellWords } from '../words/shell.js';
import { HoldsPanel } from './holds-panel.js';
import { KeptPanel } from './kept-panel.js';

/** What is kept, for how long, what is on hold, and whose data was erased. */
export const DataPage = () => (
  <Page title={shellWords.nav.data} lead={words.lead}>
    <ForScope scope="calls:read">
      <KeptPanel />
      <HoldsPanel />
    </ForScope>
    <ForScope scope="privacy:manage">
      <CalleePanel />
      <ReceiptsPanel />
    </ForScope>
  </Page>
);
