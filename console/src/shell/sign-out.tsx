import { api, read } from '../api/client.js';
import { useChange } from '../api/use-change.js';
import { Button } from '../ui/button.js';
import { ProblemNote } from '../ui/problem-note.js';
import { sessionWords } from '../words/session.js';

export const SignOut = () => {
  const { mutate, error, isPending } = useChange({
    mutationFn: () => read(api.POST('/sign-out')),
    onSuccess: () => location.assign('/sign-in?next=/console/'),
  });
  return (
    <>
      <Button size="small" disabled={isPending} onClick={() => mutate()}>
        {sessionWords.signOut}
      </Button>
      <ProblemNote error={error} />
    </>
  );
};
