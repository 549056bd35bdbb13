import { ForScope } from '../ui/for-scope.js';
import { Page } from '../ui/page.js';
import { shellWords } from '../words/shell.js';
import { subscriptionsWords } from '../words/subscriptions.js';
import { DeliveriesPanel } from './deliveries-panel.js';
import { EndpointsPanel } from './endpoints-panel.js';

/** Who is told of calls, and what was sent. */
export const SubscriptionsPage = () => (
  <Page title={shellWords.nav.subscriptions} lead={subscriptionsWords.lead}>
    <ForScope scope="subscriptions:read">
      <EndpointsPanel />
      <DeliveriesPanel />
    </ForScope>
  </Page>
);
