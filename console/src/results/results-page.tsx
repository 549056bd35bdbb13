import { useNavigate, useSearch } from '@tanstack/react-router';
import { ForScope } from '../ui/for-scope.js';
import { Page } from '../ui/page.js';
import { resultsWords } from '../words/results.js';
import { AnswersPanel } from './answers-panel.js';
import { CallsPanel } from './calls-panel.js';
import { CostPanel } from './cost-panel.js';
import { FeedbackPanel } from './feedback-panel.js';
import { ResultsForm } from './results-form.js';
import type { ResultsSearch } from './results-search.js';
import styles from './results.module.css';
import { AttemptsPanel, DurationsPanel, FailuresPanel } from './share-panels.js';

/** What became of calls: each part asks for itself, so that one that fails hides no other. */
export const ResultsPage = () => {
  const search: ResultsSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  return (
    <Page title={resultsWords.title} lead={resultsWords.lead}>
      <ForScope scope="calls:read">
        <ResultsForm
          search={search}
          onShow={(next) => void navigate({ to: '/results' as string, search: next as never })}
        />
        <CallsPanel search={search} />
        <AnswersPanel search={search} />
        <div class={styles.pair}>
          <AttemptsPanel search={search} />
          <DurationsPanel search={search} />
        </div>
        <div class={styles.pair}>
          <FailuresPanel search={search} />
          <CostPanel search={search} />
        </div>
      </ForScope>
      <ForScope scope="feedback:read">
        <FeedbackPanel search={search} />
      </ForScope>
    </Page>
  );
};
