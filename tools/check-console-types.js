/** Checks the types of console/, with the compiler that its packages ask for. */
import { checkTypes } from './build-console.js';

process.exitCode = checkTypes();
