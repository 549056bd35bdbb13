import { useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { useChange } from '../api/use-change.js';
import { useSession, whyNot } from '../session/session.js';
import { AskFirst } from '../ui/ask-first.js';
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
export const Erase = ({ title, text, erase, check }: Props) => {
  const mayNot = whyNot(useSession(), 'privacy:manage');
  const client = useQueryClient();
  const navigate = useNavigate();
  const asking = useState(false);
  const change = useChange({
    mutationFn: erase,
    onSuccess: ({ id }) => {
      asking[1](false);
      // What was read of the person is forgotten here too, once no page shows it.
      void navigate({ to: '/data/erasures/$erasure', params: { erasure: id } }).then(() =>
        client.removeQueries({ type: 'inactive' }),
      );
    },
  });
  return (
    <AskFirst
      action={words.erase}
      confirm={words.eraseAction}
      whyNot={mayNot}
      title={title}
      text={text}
      isDangerous
      mustAnswer={change.isPending}
      check={check}
      asking={asking}
      change={change}
      onConfirm={() => change.mutate()}
    />
  );
};
