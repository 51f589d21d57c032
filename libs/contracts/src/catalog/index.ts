// Events, requests and answers of catalog; re-exported here by name.
export {};
