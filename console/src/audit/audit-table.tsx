import type { Schema } from '../api/client.js';
import { Badge } from '../ui/badge.js';
import { Copyable } from '../ui/copyable.js';
import tables from '../ui/table.module.css';
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
      {act.status !== null && auditWords.status(act.status)}
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
  <div class={tables.scroll} tabIndex={0} role="region" aria-label={auditWords.list}>
    <table class={tables.table}>
      <thead>
        <tr>
          {Object.values(auditWords.columns).map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {acts.map((act) => (
          <Row key={act.id} act={act} />
        ))}
      </tbody>
    </table>
  </div>
);
