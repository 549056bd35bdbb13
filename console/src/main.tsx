import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { render } from 'preact';
import { queryClient } from './api/query-client.js';
import { router } from './router.js';
import { applyTheme } from './shell/theme.js';
import './theme.css';

// What radix-ui styles by itself has to show the nonce of this answer.
setNonce(document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '');
applyTheme();

const app = document.getElementById('app');
if (app) {
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
    app,
  );
}
