import { lazy, Suspense } from 'preact/compat';
import { useEffect, useState } from 'preact/hooks';

const Palette = lazy(() => import('./palette.js').then(({ Palette: shown }) => ({ default: shown })));

/** Ctrl K, or ⌘ K, opens a way to anywhere; it is loaded when it is first asked for. */
export const PaletteKey = () => {
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    const open = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setIsOpen((now) => !now);
    };
    document.addEventListener('keydown', open);
    return () => document.removeEventListener('keydown', open);
  }, []);
  return isOpen ? (
    <Suspense fallback={null}>
      <Palette onClose={() => setIsOpen(false)} />
    </Suspense>
  ) : null;
};
