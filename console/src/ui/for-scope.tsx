import type { ComponentChildren } from 'preact';
import { useSession, whyNot } from '../session/session.js';
import { listWords } from '../words/list.js';
import { Empty } from './empty.js';

/** Shows its children to those who have this scope, and tells the others why there is nothing. */
export const ForScope = ({ scope, children }: { scope: string; children: ComponentChildren }) => {
  const reason = whyNot(useSession(), scope);
  if (reason === null) return <>{children}</>;
  return (
    <Empty title={listWords.notForYou} role="status">
      <p>{reason}</p>
    </Empty>
  );
};
