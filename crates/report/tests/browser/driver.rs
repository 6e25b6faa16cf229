//! A browser on a leash: Chromium through chromedriver, spoken to in the `WebDriver` protocol (W3C) over plain HTTP.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// One browser window. Closed when it goes.
pub(crate) struct Browser {
    driver: Child,
    session: String,
}

impl Browser {
    /// A headless window of that size; `None`, with a line on stderr that says so, where there is no Chromium here.
    pub(crate) fn open(width: u32, height: u32) -> Option<Self> {
        Self::with(width, height, &json!({}))
    }

    /// The same with preferences of the profile.
    pub(crate) fn with(width: u32, height: u32, preferences: &Value) -> Option<Self> {
        let binary = ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(on_path);
        let (Some(binary), Some(driver)) = (binary, on_path("chromedriver")) else {
            skipped();
            return None;
        };
        let mut driver = Command::new(driver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let port = port(&mut driver);
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--hide-scrollbars",
            &format!("--window-size={width},{height}"),
        ];
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:loggingPrefs": {"browser": "ALL"},
            "goog:chromeOptions": {"binary": binary, "args": arguments, "prefs": preferences},
        }}});
        let base = format!("http://127.0.0.1:{port}/session");
        let answer = send(&base, &wanted);
        let session = format!("{base}/{}", answer["sessionId"].as_str().expect("a session"));
        Some(Self { driver, session })
    }

    /// Opens a file and waits until it is loaded.
    pub(crate) fn go(&self, file: &Path) {
        self.go_to(&format!("file://{}", file.display()));
    }

    pub(crate) fn go_to(&self, address: &str) {
        // From another page, so that a different fragment loads the page anew.
        send(&format!("{}/url", self.session), &json!({"url": "about:blank"}));
        send(&format!("{}/url", self.session), &json!({"url": address}));
    }

    /// What a script of the test's own returns; the page's policy does not bind it.
    pub(crate) fn run(&self, script: &str) -> Value {
        send(&format!("{}/execute/sync", self.session), &json!({"script": script, "args": []}))
    }

    /// Waits until a script returns true.
    pub(crate) fn until(&self, script: &str) {
        let start = Instant::now();
        while self.run(script) != Value::Bool(true) {
            assert!(start.elapsed() < Duration::from_secs(20), "never true: {script}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Presses keys as a user does: `\u{e00c}` is Escape, `\u{e014}` the right arrow, `\u{e007}` Enter, `\u{e004}` Tab.
    pub(crate) fn press(&self, keys: &str) {
        let actions: Vec<Value> = keys
            .chars()
            .flat_map(|key| {
                [json!({"type": "keyDown", "value": key}), json!({"type": "keyUp", "value": key})]
            })
            .collect();
        send(
            &format!("{}/actions", self.session),
            &json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]}),
        );
    }

    /// Clicks the first element that a selector finds, where a user would.
    pub(crate) fn click(&self, selector: &str) {
        let found =
            send(&format!("{}/element", self.session), &json!({"using": "css selector", "value": selector}));
        let id = found.as_object().and_then(|o| o.values().next()).and_then(Value::as_str);
        let id = id.unwrap_or_else(|| panic!("no element {selector}: {found}"));
        send(&format!("{}/element/{id}/click", self.session), &json!({}));
    }

    /// A command of the browser's own debugging protocol.
    pub(crate) fn devtools(&self, command: &str, parameters: &Value) -> Value {
        send(&format!("{}/goog/cdp/execute", self.session), &json!({"cmd": command, "params": parameters}))
    }

    /// What the browser complained about since it was last asked.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let log = send(&format!("{}/se/log", self.session), &json!({"type": "browser"}));
        let messages = log.as_array().into_iter().flatten();
        messages.filter_map(|m| m["message"].as_str().map(str::to_owned)).collect()
    }

    /// The title of an open alert, if a script has opened one.
    pub(crate) fn alert(&self) -> Option<String> {
        let answer = ureq::get(&format!("{}/alert/text", self.session)).call().ok()?;
        let answer: Value = serde_json::from_str(&answer.into_string().ok()?).ok()?;
        answer["value"].as_str().map(str::to_owned)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = ureq::delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

#[expect(clippy::print_stderr, reason = "a skipped test must say so")]
fn skipped() {
    eprintln!(
        "skipped: no chromium and chromedriver on PATH\nhint: on Debian, `apt-get install chromium chromium-driver`"
    );
}

fn on_path(name: &str) -> Option<String> {
    let folders = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|p| p.is_file())?;
    found.to_str().map(str::to_owned)
}

/// The port that chromedriver says it took.
fn port(driver: &mut Child) -> u16 {
    let mut lines = BufReader::new(driver.stdout.take().expect("piped")).lines();
    let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
        let (_, port) = line.split_once("started successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    // Keeps reading, so that the driver never blocks on a full pipe.
    std::thread::spawn(move || lines.for_each(drop));
    port.expect("chromedriver names its port")
}

fn send(address: &str, body: &Value) -> Value {
    let body = body.to_string();
    let answer = ureq::post(address).set("Content-Type", "application/json").send_string(&body);
    let answer = match answer {
        Ok(answer) => answer.into_string(),
        Err(ureq::Error::Status(_, answer)) => {
            panic!("{address}: {}", answer.into_string().unwrap_or_default())
        }
        Err(error) => panic!("{address}: {error}"),
    };
    let answer: Value = serde_json::from_str(&answer.expect("an answer")).expect("JSON");
    answer["value"].clone()
}
