import { lazy, Suspense } from 'preact/compat';
import { useEffect, useRef, useState } from 'preact/hooks';

const Palette = lazy(() => import('./palette.js').then(({ Palette: shown }) => ({ default: shown })));

const isInDialog = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element && target.closest('[role="dialog"]') !== null;

/** Ctrl K, or ⌘ K, opens a way to anywhere; it is loaded when it is first asked for. What is typed until then counts. */
export const PaletteKey = () => {
  /** What was typed; null while it is closed. */
  const [text, setText] = useState<string | null>(null);
  const isOpen = useRef(false);
  isOpen.current = text !== null;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, altKey } = event;
      if (key.toLowerCase() === 'k' && (ctrlKey || metaKey)) {
        event.preventDefault();
        isOpen.current = !isOpen.current;
        return setText(isOpen.current ? '' : null);
      }
      if (!isOpen.current || isInDialog(event) || ctrlKey || metaKey || altKey || key.length > 1) return;
      event.preventDefault();
      // No shortcut of the page behind.
      event.stopPropagation();
      setText((before) => (before ?? '') + key);
    };
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, []);
  return text === null ? null : (
    <Suspense fallback={null}>
      <Palette text={text} onType={setText} onClose={() => setText(null)} />
    </Suspense>
  );
};
