import { createClient, createInferenceClient } from "@rookery/client";

/**
 * The orchestrator that served this page. Where it asks for API keys the
 * browser has logged in already, and sends what it was told with every request.
 */
export const api = createClient({ url: location.origin });

/** It sends predictions on to the inference API. */
export const inference = createInferenceClient({ url: location.origin });
