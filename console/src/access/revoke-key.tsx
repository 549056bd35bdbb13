import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { api, read, type Schema } from '../api/client.js';
import { useChange } from '../api/use-change.js';
import { AskFirst } from '../ui/ask-first.js';
import { accessWords } from '../words/access.js';

/** Takes a key out of use, after a question. */
export const RevokeKey = ({ apiKey: { id, name, revoked_at } }: { apiKey: Schema<'Key'> }) => {
  const client = useQueryClient();
  const asking = useState(false);
  const change = useChange({
    mutationFn: () => read(api.DELETE('/keys/{key_id}', { params: { path: { key_id: id } } })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['keys'] });
      asking[1](false);
    },
  });
  return (
    <AskFirst
      size="small"
      action={accessWords.revoke}
      name={`${accessWords.revoke} ${name}`}
      whyNot={revoked_at === null ? null : accessWords.isRevoked}
      title={accessWords.revokeTitle(name)}
      text={accessWords.revokeText}
      isDangerous
      asking={asking}
      change={change}
      onConfirm={() => change.mutate()}
    />
  );
};
