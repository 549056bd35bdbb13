import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'preact/hooks';
import { api, read } from '../api/client.js';
import { useChange } from '../api/use-change.js';
import { useSession, whyNot } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { usersWords } from '../words/users.js';
import { UserForm } from './user-form.js';
import type { UserInput } from './user-input.js';

/** Makes a user, and leads to it. */
export const NewUser = () => {
  const session = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isOpen, setIsOpen] = useState(false);
  const { mutate, error, isPending, reset } = useChange({
    mutationFn: (input: UserInput) => read(api.POST('/users', { body: input })),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: ['users'] });
      void navigate({ to: '/users/$user', params: { user: id } });
    },
  });
  const close = (): void => setIsOpen(false);
  return (
    <>
      <Button
        kind="primary"
        whyNot={whyNot(session, 'users:write')}
        onClick={() => {
          reset();
          setIsOpen(true);
        }}
      >
        {usersWords.create}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} title={usersWords.create} description={usersWords.createText}>
        <UserForm
          action={usersWords.createAction}
          error={error}
          isPending={isPending}
          onSubmit={mutate}
          onCancel={close}
        />
      </Dialog>
    </>
  );
};
