import { ForScope } from '../ui/for-scope.js';
import { Page } from '../ui/page.js';
import { operationWords } from '../words/operation.js';
import { shellWords } from '../words/shell.js';
import { DispatchPanel } from './dispatch-panel.js';
import { HealthPanel } from './health-panel.js';
import styles from './operation.module.css';
import { QueuePanel } from './queue-panel.js';

/** Each part loads and fails by itself. */
export const OperationPage = () => (
  <Page title={shellWords.nav.operation} lead={operationWords.lead}>
    <ForScope scope="calls:read">
      <DispatchPanel />
      <QueuePanel />
    </ForScope>
    <div class={styles.panels}>
      <HealthPanel />
    </div>
  </Page>
);
