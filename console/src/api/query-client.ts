import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.js';

/** Only what may go well by itself is asked again: what Atlas refused stays refused. */
const mayPass = (error: unknown): boolean =>
  !(error instanceof ApiProblem) || error.status === 0 || error.status === 429 || error.status >= 502;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 3 && mayPass(error),
      retryDelay: (failures, error) =>
        error instanceof ApiProblem && error.retryAfter !== null
          ? Math.min(error.retryAfter, 30) * 1000
          : Math.min(500 * 2 ** failures, 8000),
      staleTime: 2000,
      refetchOnMount: 'always',
    },
    mutations: { retry: false },
  },
});
