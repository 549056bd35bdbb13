import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { api, read } from '../api/client.js';
import { useChange } from '../api/use-change.js';
import { useSession, whyNot } from '../session/session.js';
import { AskFirst } from '../ui/ask-first.js';
import { doNotCallWords } from '../words/do-not-call.js';

/** Takes a number off the list, after a question; for admins. */
export const RemoveNumber = ({ number }: { number: string }) => {
  const mayNot = whyNot(useSession(), 'admin');
  const client = useQueryClient();
  const asking = useState(false);
  const change = useChange({
    mutationFn: () => read(api.DELETE('/do-not-call', { params: { query: { number } } })),
    onSuccess: () => {
      asking[1](false);
      void client.invalidateQueries({ queryKey: ['do-not-call'] });
    },
  });
  return (
    <AskFirst
      action={doNotCallWords.remove}
      whyNot={mayNot}
      title={doNotCallWords.removeTitle(number)}
      text={doNotCallWords.removeText}
      isDangerous
      asking={asking}
      change={change}
      onConfirm={() => change.mutate()}
    />
  );
};
