import { useState } from 'preact/hooks';
import { api, read } from '../api/client.js';
import { useSession, whyNot } from '../session/session.js';
import { AskFirst } from '../ui/ask-first.js';
import { holdsWords as words } from '../words/holds.js';
import { useHoldChange } from './use-hold.js';

/** Takes a call off hold, after a question. */
export const LiftHold = ({ call }: { call: string }) => {
  const mayNot = whyNot(useSession(), 'calls:write');
  const asking = useState(false);
  const change = useHoldChange(
    () => read(api.DELETE('/calls/{call}/hold', { params: { path: { call } } })),
    () => asking[1](false),
  );
  return (
    <AskFirst
      size="small"
      action={words.lift}
      name={words.liftOf(call)}
      whyNot={mayNot}
      title={words.liftTitle}
      text={words.liftText}
      asking={asking}
      change={change}
      onConfirm={() => change.mutate(undefined)}
    />
  );
};
