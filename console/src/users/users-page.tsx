import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { Schema } from '../api/client.js';
import { textIn } from '../api/search-values.js';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';
import { ForScope } from '../ui/for-scope.js';
import forms from '../ui/form.module.css';
import { Page } from '../ui/page.js';
import { Pager } from '../ui/pager.js';
import { Panel } from '../ui/panel.js';
import { Table } from '../ui/table.js';
import { Time } from '../ui/time.js';
import { listWords } from '../words/list.js';
import { shellWords } from '../words/shell.js';
import { usersWords } from '../words/users.js';
import { findUsers, PAGE_SIZE } from './find-users.js';
import { NewUser } from './new-user.js';

const { columns } = usersWords;

const Users = ({ users }: { users: Schema<'User'>[] }) => (
  <Table label={usersWords.list} columns={Object.values(columns)}>
    {users.map((user) => (
      <tr key={user.id}>
        <td>
          <Link to="/users/$user" params={{ user: user.id }}>
            {user.name}
          </Link>
        </td>
        <td>{user.email}</td>
        <td>{user.phone_number}</td>
        <td>{user.external_id ?? listWords.none}</td>
        <td>
          <Time at={user.created_at} />
        </td>
      </tr>
    ))}
  </Table>
);

const Find = ({ find, onFind }: { find: string | undefined; onFind: (find: string | undefined) => void }) => (
  <form
    class={forms.row}
    role="search"
    key={find ?? ''}
    onSubmit={(event) => {
      event.preventDefault();
      onFind(textIn(new FormData(event.currentTarget).get('find')));
    }}
  >
    <Field label={usersWords.find}>
      {(control) => <input {...control} name="find" type="search" defaultValue={find ?? ''} />}
    </Field>
    <Button type="submit">{usersWords.search}</Button>
    {find !== undefined && <Button onClick={() => onFind(undefined)}>{usersWords.all}</Button>}
  </form>
);

const List = () => {
  const { find, page = 1 } = useSearch({ from: '/users' });
  const navigate = useNavigate({ from: '/users' });
  const query = useQuery({
    queryKey: ['users', find, page],
    queryFn: ({ signal }) => findUsers(find, page, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <Find
        find={find}
        onFind={(text) => void navigate({ search: text === undefined ? {} : { find: text } })}
      />
      <Panel title={usersWords.list} query={query}>
        {({ total, data }) => (
          <>
            {total > 0 && <Users users={data} />}
            {total === 0 && <p>{find === undefined ? usersWords.none : usersWords.notFound(find)}</p>}
            <Pager
              label={usersWords.list}
              page={page}
              pageSize={PAGE_SIZE}
              total={total}
              onPage={(to) =>
                void navigate({ search: (now) => ({ find: now.find, page: to > 1 ? to : undefined }) })
              }
            />
          </>
        )}
      </Panel>
    </>
  );
};

export const UsersPage = () => (
  <Page title={shellWords.nav.users} lead={usersWords.lead} actions={<NewUser />}>
    <ForScope scope="users:read">
      <List />
    </ForScope>
  </Page>
);
