import type { Schema } from '../api/client.js';
import { CodeBlock } from '../ui/code-block.js';
import { deliveriesWords as words } from '../words/subscriptions.js';
import { laidOut } from './laid-out.js';
import styles from './subscriptions.module.css';

/** What the endpoint is sent, to be read and to be tried from a shell. */
export const DeliveryRequest = ({ request }: { request: Schema<'DeliveryDetails'>['request'] }) => {
  if (request === null) return <p class={styles.quiet}>{words.forgotten}</p>;
  const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <>
      <CodeBlock title={words.headers} text={[`POST ${request.url}`, ...headers].join('\n')} />
      <CodeBlock title={words.body} text={laidOut(request.body)} what={words.copyBody} />
      <CodeBlock title={words.curl} text={request.curl} what={words.copyCurl} />
    </>
  );
};
