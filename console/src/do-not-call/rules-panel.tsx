import { useQuery } from '@tanstack/react-query';
import { api, read, type Schema } from '../api/client.js';
import { Badge } from '../ui/badge.js';
import { Panel } from '../ui/panel.js';
import { Table } from '../ui/table.js';
import { Time } from '../ui/time.js';
import { doNotCallWords } from '../words/do-not-call.js';
import { listWords } from '../words/list.js';

const { columns, rule: words } = doNotCallWords;

const Rules = ({ rules }: { rules: Schema<'Verdict'>[] }) => (
  <Table label={doNotCallWords.rules} columns={Object.values(columns)}>
    {rules.map(({ rule, allowed, reason }) => (
      <tr key={rule}>
        <td>{rule}</td>
        <td>
          <Badge tone={allowed ? 'good' : 'bad'}>{allowed ? words.allowed : words.forbidden}</Badge>
        </td>
        <td>{reason ?? listWords.none}</td>
      </tr>
    ))}
  </Table>
);

/** What each rule of calling says of a number now. */
export const RulesPanel = ({ number }: { number: string }) => {
  const query = useQuery({
    queryKey: ['do-not-call', number, 'rules'],
    queryFn: ({ signal }) => read(api.GET('/calls/allowed', { params: { query: { to: number } }, signal })),
  });
  return (
    <Panel title={doNotCallWords.rules} query={query}>
      {({ allowed, allowed_from, rules }) => (
        <>
          <p>
            {allowed ? doNotCallWords.mayBeCalled : doNotCallWords.mayNotBeCalled}{' '}
            {allowed_from !== null && (
              <>
                {doNotCallWords.allowedFrom} <Time at={allowed_from} />
              </>
            )}
          </p>
          {rules.length > 0 && <Rules rules={rules} />}
        </>
      )}
    </Panel>
  );
};
