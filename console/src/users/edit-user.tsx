import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { api, read, type Schema } from '../api/client.js';
import { useChange } from '../api/use-change.js';
import { useSession, whyNot } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { usersWords } from '../words/users.js';
import { UserForm } from './user-form.js';
import { changesOf, type UserInput } from './user-input.js';

/** Changes a user; what nobody touched in the form stays as it is by then. */
export const EditUser = ({ user }: { user: Schema<'User'> }) => {
  const session = useSession();
  const client = useQueryClient();
  const [edited, setEdited] = useState<Schema<'User'> | null>(null);
  const close = (): void => setEdited(null);
  const { mutate, error, isPending, reset } = useChange({
    mutationFn: (input: UserInput) =>
      read(
        api.PATCH('/users/{user_id}', {
          params: { path: { user_id: user.id } },
          body: changesOf(edited ?? user, input),
        }),
      ),
    onSuccess: (changed) => {
      client.setQueryData(['users', user.id], changed);
      void client.invalidateQueries({ queryKey: ['users'] });
      close();
    },
  });
  return (
    <>
      <Button
        whyNot={whyNot(session, 'users:write')}
        onClick={() => {
          reset();
          setEdited(user);
        }}
      >
        {usersWords.edit}
      </Button>
      <Dialog
        isOpen={edited !== null}
        onClose={close}
        title={usersWords.edit}
        description={usersWords.editText}
      >
        <UserForm
          user={edited ?? user}
          action={usersWords.editAction}
          error={error}
          isPending={isPending}
          onSubmit={mutate}
          onCancel={close}
        />
      </Dialog>
    </>
  );
};
