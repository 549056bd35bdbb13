import { useState } from 'preact/hooks';
import { shellWords } from '../words/shell.js';

/** A browser gives pages its clipboard over https and on this machine only. */
const hasClipboard = (): boolean => 'clipboard' in navigator && window.isSecureContext;

/** Copies a text; where that cannot be, selects it where it stands. `said` tells for a moment what was done. */
export const useCopy = () => {
  const [said, setSaid] = useState('');
  const copy = async (text: string, shown: Element | null): Promise<void> => {
    if (hasClipboard()) {
      await navigator.clipboard.writeText(text);
      setSaid(shellWords.copied);
    } else {
      if (shown) getSelection()?.selectAllChildren(shown);
      setSaid(shellWords.noClipboard);
    }
    setTimeout(() => setSaid(''), 2500);
  };
  return { said, copy };
};
