/**
 * Switches off onnxruntime's usage reporting, which is on by default: this service contacts nothing but its allow-list.
 * Imported before onnxruntime-node, which reads the variable when it is loaded.
 */
process.env.ORT_DISABLE_TELEMETRY = '1';
