import { Link, useParams } from '@tanstack/react-router';
import { ForScope } from '../ui/for-scope.js';
import { Page } from '../ui/page.js';
import { privacyWords as words } from '../words/privacy.js';
import { Receipt } from './receipt.js';

/** One erasure: what was erased, what is left and why, and what is still going on. */
export const ErasurePage = () => {
  const { erasure: id } = useParams({ from: '/data/erasures/$erasure' });
  return (
    <Page title={words.receipt} lead={<Link to="/data">{words.all}</Link>}>
      <ForScope scope="privacy:manage">
        <Receipt key={id} id={id} />
      </ForScope>
    </Page>
  );
};
