import { isSignedOut, signIn } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Empty } from '../ui/empty.js';
import { shellWords } from '../words/shell.js';

/** In place of a page that threw; the rest of the console stands. */
export const BrokenPage = ({ error, reset }: { error: Error; reset: () => void }) => {
  if (isSignedOut(error)) signIn();
  return (
    <Empty title={shellWords.broken} role="alert">
      <p>{error.message}</p>
      <Button onClick={reset}>{shellWords.tryAgain}</Button>
    </Empty>
  );
};
