import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { deliveriesSearch } from './subscriptions/deliveries-search.js';
import { accessSearch } from './access/access-search.js';
import { pageSearch } from './api/search-values.js';
import { auditSearch } from './audit/audit-search.js';
import { dataSearch } from './data/data-search.js';
import { numberSearch } from './do-not-call/number-search.js';
import { callSearch } from './calls/call-search.js';
import { resultsSearch } from './results/results-search.js';
import { placeSearch } from './place/place-search.js';
import { BrokenPage } from './shell/broken-page.js';
import { NoPage } from './shell/no-page.js';
import { Shell } from './shell/shell.js';
import { Loading } from './ui/loading.js';
import { usersSearch } from './users/users-search.js';

const root = createRootRoute({ component: Shell, notFoundComponent: NoPage });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/calls' as string });
  },
});

/** Each page is a file of its own, which is loaded when it is first opened. */
const pages = [
  createRoute({
    getParentRoute: () => root,
    path: '/calls',
    validateSearch: callSearch,
    component: lazyRouteComponent(() => import('./calls/calls-page.js'), 'CallsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/calls/$call',
    component: lazyRouteComponent(() => import('./call/call-page.js'), 'CallPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/place',
    validateSearch: placeSearch,
    component: lazyRouteComponent(() => import('./place/place-page.js'), 'PlacePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/phone',
    component: lazyRouteComponent(() => import('./phone/phone-page.js'), 'PhonePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/results',
    validateSearch: resultsSearch,
    component: lazyRouteComponent(() => import('./results/results-page.js'), 'ResultsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/operation',
    validateSearch: pageSearch,
    component: lazyRouteComponent(() => import('./operation/operation-page.js'), 'OperationPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/users',
    validateSearch: usersSearch,
    component: lazyRouteComponent(() => import('./users/users-page.js'), 'UsersPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/users/$user',
    component: lazyRouteComponent(() => import('./users/user-page.js'), 'UserPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/do-not-call',
    validateSearch: numberSearch,
    component: lazyRouteComponent(() => import('./do-not-call/do-not-call-page.js'), 'DoNotCallPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/subscriptions',
    component: lazyRouteComponent(() => import('./subscriptions/subscriptions-page.js'), 'SubscriptionsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/subscriptions/$endpoint',
    validateSearch: deliveriesSearch,
    component: lazyRouteComponent(() => import('./subscriptions/endpoint-page.js'), 'EndpointPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/subscriptions/deliveries/$delivery',
    component: lazyRouteComponent(() => import('./subscriptions/delivery-page.js'), 'DeliveryPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/data',
    validateSearch: dataSearch,
    component: lazyRouteComponent(() => import('./data/data-page.js'), 'DataPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/data/erasures/$erasure',
    component: lazyRouteComponent(() => import('./privacy/erasure-page.js'), 'ErasurePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/access',
    validateSearch: accessSearch,
    component: lazyRouteComponent(() => import('./access/access-page.js'), 'AccessPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/audit',
    validateSearch: auditSearch,
    component: lazyRouteComponent(() => import('./audit/audit-page.js'), 'AuditPage'),
  }),
];

export const router = createRouter({
  routeTree: root.addChildren([home, ...pages]),
  basepath: '/console',
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultErrorComponent: BrokenPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
