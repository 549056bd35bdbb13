import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import forms from '../ui/form.module.css';
import { Panel } from '../ui/panel.js';
import { dataWords as words } from '../words/data.js';
import styles from './data.module.css';

/** For how many days what is kept, and by which setting. */
export const KeptPanel = () => {
  const query = useQuery({
    queryKey: ['retention'],
    queryFn: ({ signal }) => read(api.GET('/retention', { signal })),
  });
  return (
    <Panel title={words.kept} query={query}>
      {({ data }) => (
        <>
          <ul class={styles.list}>
            {data.map(({ what, days, setting }) => (
              <li key={what} class={styles.kept}>
                <span>
                  <strong>{words.what[what].name}</strong>
                  <span class={styles.quiet}>{words.what[what].text}</span>
                </span>
                <span>{words.days(days)}</span>
                <code>{setting}</code>
              </li>
            ))}
          </ul>
          <p class={forms.note}>{words.keptText}</p>
        </>
      )}
    </Panel>
  );
};
