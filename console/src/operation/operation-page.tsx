import { ForScope } from '../ui/for-scope.js';
import { Page } from '../ui/page.js';
import { operationWords } from '../words/operation.js';
import { shellWords } from '../words/shell.js';
import { DispatchPanel } from './dispatch-panel.js';
import { HealthPanel } from './health-panel.js';
import { QueuePanel } from './queue-panel.js';
import { WebhooksPanel } from './webhooks-panel.js';

/** Each part loads and fails by itself. */
export const OperationPage = () => (
  <Page title={shellWords.nav.operation} lead={operationWords.lead}>
    <ForScope scope="calls:read">
      <DispatchPanel />
      <QueuePanel />
      <WebhooksPanel />
    </ForScope>
    <HealthPanel />
  </Page>
);
