//! A [`Browser`]: headless Chromium for end-to-end tests, driven through `chromedriver` (the W3C's `WebDriver` protocol).
//!
//! Only tests depend on this crate. It needs the programs `chromium` and `chromedriver` (Debian has packages of both); where they
//! are missing, [`Browser::open`] says so and gives nothing, and the test that asked passes without having looked:
//!
//! ```no_run
//! use standpoint_browser::Browser;
//!
//! let Some(browser) = Browser::open() else { return };
//! browser.go("http://127.0.0.1:8377/");
//! browser.wait("h1");
//! browser.keys("j");
//! assert_eq!(browser.text("h1"), "Who stands where");
//! browser.screenshot("page.png");
//! assert_eq!(browser.complaints(), [""; 0]); // nothing was blocked, nothing threw
//! ```
//!
//! Everything panics where it fails, with what was looked for: a test has nothing better to do.

mod driver;
mod http;

use driver::Driver;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long [`Browser::wait`] and its kin look.
const PATIENCE: Duration = Duration::from_secs(20);

/// One browser window, closed when it is dropped.
pub struct Browser {
    driver: Driver,
}

impl Browser {
    /// Opens a window of 1280 by 900; `None`, with a word on stderr, where Chromium or its driver is missing.
    pub fn open() -> Option<Self> {
        Self::open_with(&json!({}))
    }

    /// The same with preferences of the profile, an object as Chromium's `Preferences` file has it.
    pub fn open_with(preferences: &Value) -> Option<Self> {
        Some(Self { driver: Driver::start(preferences)? })
    }

    /// Opens an address.
    pub fn go(&self, url: &str) {
        self.driver.post("url", &json!({ "url": url }));
    }

    /// Sets the size of the page in CSS pixels, and whether it is to be dark.
    pub fn show_as(&self, width: u32, height: u32, dark: bool) {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.devtools("Emulation.setDeviceMetricsOverride", &metrics);
        let scheme = json!({ "name": "prefers-color-scheme", "value": if dark { "dark" } else { "light" } });
        self.devtools("Emulation.setEmulatedMedia", &json!({ "features": [scheme] }));
    }

    /// Shows the page as it would be printed, or on the screen again.
    pub fn show_print(&self, print: bool) {
        self.devtools("Emulation.setEmulatedMedia", &json!({ "media": if print { "print" } else { "" } }));
    }

    /// A command of Chromium's own protocol.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.driver.post("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Runs the body of a function and gives what it returns. Outside of the page's own scripts, hence not under its policy.
    pub fn run(&self, script: &str) -> Value {
        self.driver.post("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Waits until the body of a function returns something true, and gives it.
    pub fn until(&self, script: &str) -> Value {
        let began = Instant::now();
        loop {
            let value = self.run(script);
            let done = !matches!(&value, Value::Null | Value::Bool(false))
                && value != json!(0)
                && value != json!("");
            if done {
                return value;
            }
            assert!(began.elapsed() < PATIENCE, "`{script}` is {value} after {PATIENCE:?}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until something that is shown matches a CSS selector.
    pub fn wait(&self, selector: &str) {
        let quoted = json!(selector);
        self.until(&format!(
            "const e = document.querySelector({quoted}); return !!e && e.getClientRects().length > 0"
        ));
    }

    /// How many elements match.
    pub fn count(&self, selector: &str) -> u64 {
        let quoted = json!(selector);
        self.run(&format!("return document.querySelectorAll({quoted}).length")).as_u64().expect("a number")
    }

    /// The text of the first element that matches, as it is shown.
    pub fn text(&self, selector: &str) -> String {
        self.driver
            .get(&format!("element/{}/text", self.find(selector)))
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Clicks the first element that matches; it has to be within reach of a pointer.
    pub fn click(&self, selector: &str) {
        self.driver.post(&format!("element/{}/click", self.find(selector)), &json!({}));
    }

    /// Types into the first element that matches, after what it holds.
    pub fn type_into(&self, selector: &str, text: &str) {
        self.driver.post(&format!("element/{}/value", self.find(selector)), &json!({ "text": text }));
    }

    /// Presses keys one after the other, on whatever has the focus. Special keys are `WebDriver`'s: `\u{E007}` is Enter,
    /// `\u{E004}` Tab, `\u{E00C}` Escape.
    pub fn keys(&self, keys: &str) {
        let presses: Vec<Value> = keys
            .chars()
            .flat_map(|c| ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": c.to_string() })))
            .collect();
        self.driver
            .post("actions", &json!({ "actions": [{ "type": "key", "id": "keys", "actions": presses }] }));
    }

    /// Saves what is in the window as PNG.
    pub fn screenshot(&self, file: impl AsRef<Path>) {
        let coded = self.driver.get("screenshot");
        let bytes = http::base64(coded.as_str().unwrap_or_default());
        let file = file.as_ref();
        std::fs::write(file, bytes).unwrap_or_else(|e| panic!("cannot write {}: {e}", file.display()));
    }

    /// What the page's console complained of since this was last asked: scripts that threw, resources that were blocked or not
    /// found.
    pub fn complaints(&self) -> Vec<String> {
        let log = self.driver.post("se/log", &json!({ "type": "browser" }));
        let lines = log.as_array().cloned().unwrap_or_default();
        let loud = |l: &Value| matches!(l["level"].as_str(), Some("SEVERE" | "WARNING"));
        lines
            .iter()
            .filter(|l| loud(l))
            .map(|l| l["message"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// What an open alert says, if a script has opened one.
    pub fn alert(&self) -> Option<String> {
        self.driver.try_get("alert/text")?.as_str().map(str::to_owned)
    }

    fn find(&self, selector: &str) -> String {
        let found = self.driver.post("element", &json!({ "using": "css selector", "value": selector }));
        let id = found.as_object().and_then(|o| o.values().next()?.as_str().map(str::to_owned));
        id.unwrap_or_else(|| panic!("nothing matches `{selector}`"))
    }
}
