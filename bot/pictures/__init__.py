"""Pictures: charts drawn as SVG and rendered without a display, by a process of their own."""
