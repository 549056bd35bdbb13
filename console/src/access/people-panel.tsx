import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api, read, type Schema } from '../api/client.js';
import { Badge } from '../ui/badge.js';
import forms from '../ui/form.module.css';
import { Pager } from '../ui/pager.js';
import { Panel } from '../ui/panel.js';
import { Table } from '../ui/table.js';
import { Time } from '../ui/time.js';
import { peopleWords } from '../words/people.js';
import { ChangeRole, KeepOut } from './change-person.js';
import { InvitePerson } from './invite-person.js';

const PAGE_SIZE = 20;
const TONES = { active: 'good', invited: 'warn', disabled: 'plain' } as const;

const Row = ({ person }: { person: Schema<'Member'> }) => (
  <tr>
    <td>{person.name}</td>
    <td>{person.email}</td>
    <td title={peopleWords.roles[person.role]}>{person.role}</td>
    <td>
      <Badge tone={TONES[person.standing]}>{peopleWords.standings[person.standing]}</Badge>
    </td>
    <td>{person.last_seen_at === null ? peopleWords.notSeen : <Time at={person.last_seen_at} />}</td>
    <td>
      <div class={forms.inRow}>
        <ChangeRole person={person} />
        <KeepOut person={person} />
      </div>
    </td>
  </tr>
);

/** The people who sign in, by their addresses. */
export const PeoplePanel = () => {
  const { people: page = 1 } = useSearch({ from: '/access' });
  const navigate = useNavigate({ from: '/access' });
  const query = useQuery({
    queryKey: ['people', page],
    queryFn: ({ signal }) =>
      read(api.GET('/people', { params: { query: { page, page_size: PAGE_SIZE } }, signal })),
    placeholderData: keepPreviousData,
  });
  return (
    <Panel title={peopleWords.people} query={query} actions={<InvitePerson />}>
      {({ total, data }) => (
        <>
          {total === 0 && <p>{peopleWords.none}</p>}
          {total > 0 && (
            <Table label={peopleWords.people} columns={Object.values(peopleWords.columns)}>
              {data.map((person) => (
                <Row key={person.id} person={person} />
              ))}
            </Table>
          )}
          <Pager
            label={peopleWords.people}
            page={page}
            pageSize={PAGE_SIZE}
            total={total}
            onPage={(to) => void navigate({ search: (now) => ({ ...now, people: to > 1 ? to : undefined }) })}
          />
        </>
      )}
    </Panel>
  );
};
