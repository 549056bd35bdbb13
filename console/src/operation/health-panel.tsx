import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import { Badge } from '../ui/badge.js';
import { Facts } from '../ui/facts.js';
import forms from '../ui/form.module.css';
import { Panel } from '../ui/panel.js';
import { operationWords } from '../words/operation.js';

const { health: words } = operationWords;
/** Twilio is asked no more often than that. */
const LOOK_EVERY_MS = 30_000;

const Well = ({ state }: { state: 'healthy' | 'unhealthy' }) => (
  <Badge tone={state === 'healthy' ? 'good' : 'bad'}>{words[state]}</Badge>
);

/** How the database and Twilio are. */
export const HealthPanel = () => {
  const query = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => read(api.GET('/health', { signal })),
    refetchInterval: LOOK_EVERY_MS,
  });
  return (
    <Panel title={words.title} query={query}>
      {({ database, twilio, twilio_mode, version }) => (
        <>
          <Facts
            facts={[
              [words.database, <Well state={database} />],
              [words.twilio, <Well state={twilio} />],
              [words.mode, words[twilio_mode]],
              [words.version, version],
            ]}
          />
          <p class={forms.note}>{words.twilioAsked}</p>
        </>
      )}
    </Panel>
  );
};
