import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { api, read } from '../api/client.js';
import { UserPrivacy } from '../privacy/user-privacy.js';
import { useSession, whyNot } from '../session/session.js';
import { Copyable } from '../ui/copyable.js';
import { Facts } from '../ui/facts.js';
import { ForScope } from '../ui/for-scope.js';
import { Page } from '../ui/page.js';
import { Panel } from '../ui/panel.js';
import { Time } from '../ui/time.js';
import { listWords } from '../words/list.js';
import { shellWords } from '../words/shell.js';
import { usersWords } from '../words/users.js';
import { EditUser } from './edit-user.js';
import { UserCalls } from './user-calls.js';

const { columns, facts } = usersWords;

/** One user, what is known of it, and its calls. */
export const UserPage = () => {
  const { user: id } = useParams({ from: '/users/$user' });
  const mayRead = whyNot(useSession(), 'users:read') === null;
  const query = useQuery({
    queryKey: ['users', id],
    queryFn: ({ signal }) => read(api.GET('/users/{user_id}', { params: { path: { user_id: id } }, signal })),
    enabled: mayRead,
  });
  const { data } = query;
  return (
    <Page
      title={data?.name ?? shellWords.nav.users}
      lead={<Link to="/users">{usersWords.toList}</Link>}
      actions={
        data && (
          <>
            <UserPrivacy user={data} />
            <EditUser user={data} />
          </>
        )
      }
    >
      <ForScope scope="users:read">
        <Panel title={usersWords.about} query={query}>
          {(user) => (
            <Facts
              facts={[
                [columns.email, user.email],
                [columns.number, user.phone_number],
                [columns.external, user.external_id ?? listWords.none],
                [facts.id, <Copyable text={user.id} what={usersWords.id} />],
                [columns.made, <Time at={user.created_at} />],
                [facts.changed, <Time at={user.updated_at} />],
              ]}
            />
          )}
        </Panel>
      </ForScope>
      <ForScope scope="calls:read">
        <UserCalls userId={id} />
      </ForScope>
    </Page>
  );
};
