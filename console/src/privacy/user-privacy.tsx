import { api, read, type Schema } from '../api/client.js';
import { privacyWords as words } from '../words/privacy.js';
import { Erase } from './erase.js';
import { ExportPerson } from './export-person.js';

/** What is known of a user, to be taken along or erased. */
export const UserPrivacy = ({ user: { id, name } }: { user: Schema<'User'> }) => {
  const of = { params: { path: { user_id: id } } };
  return (
    <>
      <ExportPerson
        name={`atlas-user-${id}.json`}
        ask={() => read(api.GET('/users/{user_id}/export', { ...of, parseAs: 'blob' }))}
      />
      <Erase
        title={words.userTitle(name)}
        text={words.userText(name)}
        erase={() => read(api.DELETE('/users/{user_id}', of))}
      />
    </>
  );
};
