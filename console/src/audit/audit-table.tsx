import type { Schema } from '../api/client.js';
import { Badge } from '../ui/badge.js';
import { Copyable } from '../ui/copyable.js';
import { Table } from '../ui/table.js';
import { Time } from '../ui/time.js';
import { auditWords } from '../words/audit.js';
import { listWords } from '../words/list.js';

type Act = Schema<'AuditedAct'>;

const TONES = { done: 'good', refused: 'warn', failed: 'bad', unknown: 'plain' } as const;

const Row = ({ act }: { act: Act }) => (
  <tr>
    <td>
      <Time at={act.at} />
    </td>
    <td>{act.who}</td>
    <td>{act.action}</td>
    <td>{act.resource ?? listWords.none}</td>
    <td>
      <Badge tone={TONES[act.outcome]}>{auditWords.outcomes[act.outcome]}</Badge>{' '}
      {act.status !== null && <small>{auditWords.status(act.status)}</small>}
    </td>
    <td>
      {act.request_id === null ? (
        listWords.none
      ) : (
        <Copyable text={act.request_id} what={auditWords.requestId} />
      )}
    </td>
  </tr>
);

export const AuditTable = ({ acts }: { acts: Act[] }) => (
  <Table label={auditWords.list} columns={Object.values(auditWords.columns)}>
    {acts.map((act) => (
      <Row key={act.id} act={act} />
    ))}
  </Table>
);
