import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import { Empty } from '../ui/empty.js';
import { ForScope } from '../ui/for-scope.js';
import { Page } from '../ui/page.js';
import { Panel } from '../ui/panel.js';
import { shellWords } from '../words/shell.js';
import { subscriptionsWords as words } from '../words/subscriptions.js';
import { EndpointRow } from './endpoint-row.js';
import { NewEndpoint } from './new-endpoint.js';
import styles from './subscriptions.module.css';
import { REFRESH_MS } from './use-endpoint.js';

const Endpoints = () => {
  const query = useQuery({
    queryKey: ['subscriptions'],
    queryFn: ({ signal }) => read(api.GET('/subscriptions', { signal })),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Panel title={words.endpoints} query={query}>
      {({ data }) =>
        data.length === 0 ? (
          <Empty title={words.none}>
            <p>{words.noneText}</p>
          </Empty>
        ) : (
          <ul class={styles.list}>
            {data.map((each) => (
              <EndpointRow key={each.id} endpoint={each} />
            ))}
          </ul>
        )
      }
    </Panel>
  );
};

/** Who is told of calls, and how they answer. */
export const SubscriptionsPage = () => (
  <Page title={shellWords.nav.subscriptions} lead={words.lead} actions={<NewEndpoint />}>
    <ForScope scope="subscriptions:read">
      <Endpoints />
    </ForScope>
  </Page>
);
