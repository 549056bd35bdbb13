import { ForScope } from '../ui/for-scope.js';
import { Page } from '../ui/page.js';
import { accessWords } from '../words/access.js';
import { shellWords } from '../words/shell.js';
import { KeysPanel } from './keys-panel.js';
import { PeoplePanel } from './people-panel.js';

/** Programs and people who get in; for admins. */
export const AccessPage = () => (
  <Page title={shellWords.nav.access} lead={accessWords.lead}>
    <ForScope scope="admin">
      <PeoplePanel />
      <KeysPanel />
    </ForScope>
  </Page>
);
