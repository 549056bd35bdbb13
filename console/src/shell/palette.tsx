import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'preact/hooks';
import { useSession } from '../session/session.js';
import { Dialog } from '../ui/dialog.js';
import { Field } from '../ui/field.js';
import { callsWords } from '../words/calls.js';
import { PAGES } from './pages.js';
import { type Found, foundFor } from './palette-finds.js';
import styles from './palette.module.css';

const words = callsWords.palette;

interface Props {
  text: string;
  onType: (text: string) => void;
  onClose: () => void;
}

/** Where one can go by typing: a page, a call, the calls to a number. */
export const Palette = ({ text, onType, onClose }: Props) => {
  const session = useSession();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState(0);
  const pages = PAGES.filter(({ isShown }) => isShown?.(session) ?? true);
  const found = foundFor(text, pages);
  const go = ({ to, search }: Found): void => {
    onClose();
    void navigate({ to, search: (search ?? {}) as never });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setChosen((now) => Math.min(found.length - 1, Math.max(0, now + step)));
    }
    const one = found[chosen];
    if (event.key === 'Enter' && one) {
      event.preventDefault();
      go(one);
    }
  };
  return (
    <Dialog isOpen onClose={onClose} title={words.title} description={words.description} first={input}>
      <Field label={words.label}>
        {(control) => (
          <input
            {...control}
            ref={input}
            role="combobox"
            aria-expanded
            aria-controls="palette-found"
            aria-activedescendant={found.length > 0 ? `palette-${chosen}` : undefined}
            autoComplete="off"
            placeholder={words.hint}
            value={text}
            onInput={({ currentTarget }) => {
              onType(currentTarget.value);
              setChosen(0);
            }}
            onKeyDown={onKeyDown}
          />
        )}
      </Field>
      <div id="palette-found" role="listbox" aria-label={words.title} class={styles.found}>
        {found.map((each, i) => (
          <div
            key={each.label}
            id={`palette-${i}`}
            role="option"
            aria-selected={i === chosen}
            class={styles.one}
            onClick={() => go(each)}
          >
            {each.label}
          </div>
        ))}
      </div>
      {found.length === 0 && <p role="status">{words.none}</p>}
    </Dialog>
  );
};
