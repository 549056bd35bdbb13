import { useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { useChange } from '../api/use-change.js';
import { useSession, whyNot } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Confirm } from '../ui/dialog.js';
import { ProblemNote } from '../ui/problem-note.js';
import { listWords } from '../words/list.js';
import { privacyWords as words } from '../words/privacy.js';
import type { Erasure } from './erasure-state.js';

interface Props {
  /** The question, which names whoever it is. */
  title: string;
  /** What is done, and that it cannot be undone. */
  text: string;
  erase: () => Promise<Erasure>;
  /** Whether it may be asked for now: a form may be wrong. */
  check?: () => boolean;
}

/** Erases a person after a question, and leads to the receipt. */
export const Erase = ({ title, text, erase, check = () => true }: Props) => {
  const mayNot = whyNot(useSession(), 'privacy:manage');
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, error, isPending, reset } = useChange({
    mutationFn: erase,
    onSuccess: ({ id }) => {
      setIsAsked(false);
      // What was read of the person is forgotten here too, once no page shows it.
      void navigate({ to: '/data/erasures/$erasure', params: { erasure: id } }).then(() =>
        client.removeQueries({ type: 'inactive' }),
      );
    },
  });
  return (
    <>
      <Button
        whyNot={mayNot}
        onClick={() => {
          if (!check()) return;
          reset();
          setIsAsked(true);
        }}
      >
        {words.erase}
      </Button>
      <Confirm
        isOpen={isAsked}
        onClose={() => setIsAsked(false)}
        title={title}
        description={text}
        action={words.eraseAction}
        cancel={listWords.cancel}
        isDangerous
        mustAnswer={isPending}
        isPending={isPending}
        onConfirm={() => mutate()}
      >
        <ProblemNote error={error} />
      </Confirm>
    </>
  );
};
