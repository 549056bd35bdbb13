import { useState } from 'preact/hooks';
import { api, read } from '../api/client.js';
import { useChange } from '../api/use-change.js';
import { useHold } from '../holds/use-hold.js';
import { useSession, whyNot } from '../session/session.js';
import { AskFirst } from '../ui/ask-first.js';
import { callWords } from '../words/call.js';
import { holdsWords } from '../words/holds.js';
import { useRefreshAll } from './use-call.js';

const words = callWords.recordings.remove;

/** Deletes a recording with what was said in it, after a question; not where its call is on hold. */
export const DeleteRecording = ({ sid, call }: { sid: string; call: string }) => {
  const mayNot = whyNot(useSession(), 'calls:write');
  const { data: hold } = useHold(call);
  const refresh = useRefreshAll();
  const asking = useState(false);
  const change = useChange({
    mutationFn: () =>
      read(api.DELETE('/recordings/{recording_sid}', { params: { path: { recording_sid: sid } } })),
    onSuccess: () => {
      asking[1](false);
      return refresh();
    },
  });
  return (
    <AskFirst
      size="small"
      action={words.action}
      name={words.actionOf(sid)}
      whyNot={mayNot ?? (hold ? holdsWords.heldWhyNot : null)}
      title={words.title}
      text={words.text}
      isDangerous
      asking={asking}
      change={change}
      onConfirm={() => change.mutate()}
    />
  );
};
